import { Listr, type ListrDefaultRendererLogLevels, ListrLogger, PRESET_TIMER, ProcessOutput } from "listr2";

/** Tells the user how one step of a command gets on. */
export interface StepProgress {
  /** Something that stays worth knowing. */
  readonly note: (line: string) => void;
  /** What is being done right now: each line replaces the one before. */
  readonly live: (line: string) => void;
}

/** Runs the steps of a command and shows them. */
export interface Reporter {
  readonly step: <T>(title: string, work: (progress: StepProgress) => Promise<T>) => Promise<T>;
  /** Text between the steps. */
  readonly print: (text: string) => void;
}

/** Where progress is shown: `stdout`, or `stderr` where standard output is for a machine. */
export type ProgressStream = NodeJS.WriteStream;

const quietMs = 15_000;

/** A reporter that suits the stream: moving lines on a terminal, plain ones in a file or in CI. */
export function createReporter(stream: ProgressStream, env: NodeJS.ProcessEnv): Reporter {
  const moves = stream.isTTY && (env["CI"] ?? "") === "";
  return moves ? terminalReporter(stream) : plainReporter((line) => stream.write(`${line}\n`), Date.now);
}

/** A reporter that writes one line at a time, and of quickly changing ones not more than four a minute. */
export function plainReporter(write: (line: string) => void, nowMs: () => number): Reporter {
  return {
    print: write,
    async step(title, work) {
      const startMs = nowMs();
      let quietUntilMs = 0;
      write(`- ${title}`);
      const result = await work({
        note: (line) => {
          write(`    ${line}`);
        },
        live: (line) => {
          if (nowMs() < quietUntilMs) return;
          quietUntilMs = nowMs() + quietMs;
          write(`    ${line}`);
        },
      });
      write(`  done: ${title} (${((nowMs() - startMs) / 1000).toFixed(1)} s)`);
      return result;
    },
  };
}

function terminalReporter(stream: ProgressStream): Reporter {
  return {
    print: (text) => stream.write(`${text}\n`),
    async step(title, work) {
      let finish: (() => Awaited<ReturnType<typeof work>>) | undefined;
      const list = new Listr(
        {
          title,
          task: async (_, task) => {
            const show = (line: string): void => {
              task.output = line;
            };
            const result = await work({ note: show, live: show });
            finish = () => result;
          },
        },
        {
          // An interrupt is ours to handle: listr2 would end the process before anything is stopped.
          registerSignalListeners: false,
          rendererOptions: {
            showErrorMessage: false,
            timer: PRESET_TIMER,
            logger: new ListrLogger<ListrDefaultRendererLogLevels>({
              processOutput: new ProcessOutput(stream, stream),
            }),
          },
        },
      );
      await list.run();
      if (finish === undefined) throw new Error(`step "${title}" has no result`);
      return finish();
    },
  };
}
