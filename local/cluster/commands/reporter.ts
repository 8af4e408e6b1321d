import { Listr, ListrLogger, PRESET_TIMER, ProcessOutput } from "listr2";
import type { ListrDefaultRendererLogLevels } from "listr2";

/** Reports the progress of one step of a command. */
export interface StepProgress {
  /** Prints a line that stays. */
  readonly note: (line: string) => void;
  /** Shows what is being done right now: each line replaces the previous one. */
  readonly live: (line: string) => void;
}

/** Runs the steps of a command and shows them. */
export interface Reporter {
  readonly step: <T>(title: string, work: (progress: StepProgress) => Promise<T>) => Promise<T>;
  /** Text between the steps. */
  readonly print: (text: string) => void;
}

/** Stream for progress: `stdout`, or `stderr` where standard output carries JSON. */
export type ProgressStream = NodeJS.WriteStream;

const quietMs = 15_000;

/** A reporter that suits the stream: animated lines on a terminal, plain ones in a file or in CI. */
export function createReporter(stream: ProgressStream, env: NodeJS.ProcessEnv): Reporter {
  const moves = stream.isTTY && (env["CI"] ?? "") === "";
  return moves ? terminalReporter(stream) : plainReporter((line) => stream.write(`${line}\n`), Date.now);
}

/** A reporter that writes one line at a time, and at most four `live` lines a minute. */
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
          // Interrupts are handled elsewhere: listr2 would end the process before anything is stopped.
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
