/** Says on standard error what is under way; standard output is for results alone. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
