/** Reports progress on standard error, so that standard output holds only the figures. */
export function progress(line: string): void {
  const time = new Date().toISOString().slice(11, 19);
  process.stderr.write(`${time} ${line}\n`);
}
