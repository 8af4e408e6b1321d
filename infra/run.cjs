// The engine starts here, and calls what it finds.
require("./loader.cjs");
module.exports = require("./index.ts").program;
