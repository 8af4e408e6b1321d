/** The whole package. A program that wants only a part of it imports `switchyard/charts`, `/checks` or `/pulumi`. */
export * from "./charts";
export * from "./checks";
export * from "./pulumi";
