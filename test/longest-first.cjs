const path = require("node:path");
const { default: Sequencer } = require("@jest/test-sequencer");

/** The end-to-end suites that take minutes, the longest first: what begins last would be waited for alone. */
const longest = [
  "kubernetes-versions",
  "scale-to-zero-faults",
  "scale-to-zero",
  "laptop-cluster",
  "seed-failures",
  "hostile-commands-killed",
  "gke-gpu",
  "interrupted-updates",
  "hostile-commands-interrupted",
  "gke-tpu",
  "simulated-gcp-refresh",
  "faults-while-serving",
  "questions",
  "istio",
];

/** Jest's own order knows only how large the files are, or how long they took on this machine. */
class LongestFirst extends Sequencer {
  async sort(tests) {
    const place = (test) => {
      const index = longest.indexOf(path.basename(test.path, ".test.ts"));
      return index === -1 ? longest.length : index;
    };
    return [...(await super.sort(tests))].sort((one, other) => place(one) - place(other));
  }
}

module.exports = Object.assign(LongestFirst, { longest });
