/** Names of the suites that begin first. */
export declare const longest: readonly string[];
