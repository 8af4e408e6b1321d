/**
 * Maximum length of a derived object name: with the longest suffix (`-epp`) and what Kubernetes appends to a Deployment's
 * pods (17 characters) it still fits a label value of 63.
 */
export const maxNameLength = 42;
