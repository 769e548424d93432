const { stderr } = process;

/** One line that is written over on a terminal, and lines one below the other elsewhere. */
export function progressLine(prefix: string): (fact: string) => void {
  return (fact) => {
    if (stderr.isTTY) stderr.write(`\r\x1b[2K${prefix} | ${fact}`);
    else stderr.write(`${prefix} | ${fact}\n`);
  };
}

export function endProgress(): void {
  if (stderr.isTTY) stderr.write('\r\x1b[2K');
}
