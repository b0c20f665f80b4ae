// The native program of benches/native.rs.
import { output, Stop } from '../lib/run.mjs';
import { nativeRust } from '../setup.mjs';

/** Builds it where it is not up to date; gives its path. */
export function nativeProgram() {
  nativeRust();
  console.log('> cargo bench --no-run');
  const messages = output('cargo', [
    'bench',
    '--quiet',
    '--bench',
    'native',
    '--no-run',
    '--message-format',
    'json',
  ]);
  if (messages === undefined) throw new Stop('benches/native.rs could not be built');
  const built = messages.split('\n').map((line) => JSON.parse(line));
  return built.find((message) => message.executable)?.executable;
}
