/** Field manager of objects that a start of the laptop cluster applies. The engine has its own. */
export const fieldManager = "switchyard-local";
