// The engine starts here.
require("./loader.cjs");
module.exports = require("./index.ts");
