/** The name under which the API server notes what a start of the laptop cluster has applied. The engine has its own. */
export const fieldManager = "switchyard-local";
