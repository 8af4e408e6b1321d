/** Name of the objects of the static answers, of their part of a plan, and of the component label of their pods. */
export const staticAnswersName = "static-answers";
