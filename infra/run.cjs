// The engine starts here. The program is TypeScript; tsx strips its types as it loads, which is ten times faster than the
// type-checking loader of the engine's Node host, and works the same with every version of that host.
require("tsx/cjs");
module.exports = require("./index.ts");
