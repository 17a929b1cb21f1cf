/** Names of keys that sound as if a secret stood behind them. */
export const stems =
  /pass|pwd|secret|token|credential|private|key[_-]?id|(?:access|account|api|auth|encryption|license|master|sas|service|shared|signing|storage)[_-]?key/i;
const misspelt = ["password", "passwd", "passphrase", "secret", "token", "credential"];

/** Whether a key may be that of a secret, one slip of the finger allowed: unknown keys are what gets quoted. */
export function isSecretName(name: string): boolean {
  const known = judged.get(name);
  if (known !== undefined) return known;
  const sounds = soundsSecret(name);
  if (name.length <= longestJudged && judged.size < mostJudged) judged.set(name, sounds);
  return sounds;
}

/** Asked for every line, and most have the same few names. */
const judged = new Map<string, boolean>();
const mostJudged = 500;
/** So short a part of a text is a text of its own, and does not keep the whole one alive. */
const longestJudged = 12;

function soundsSecret(name: string): boolean {
  if (stems.test(name) || /(?:^|[._-])auth$/i.test(name)) return true;
  const parts = name.length > 100 ? [] : name.split(/[._-]+|(?<=[a-z\d])(?=[A-Z])/);
  return parts.some((part) => part.length > 3 && misspelt.some((word) => isNear(part.toLowerCase(), word)));
}

/** Whether one letter is missing, too many, another one, or has changed places with the next. */
function isNear(a: string, b: string): boolean {
  let same = 0;
  while (same < a.length && a.charAt(same) === b.charAt(same)) same += 1;
  const [left, right] = [a.slice(same), b.slice(same)];
  const swapped = left.charAt(1) + left.charAt(0) + left.slice(2);
  return (
    left.slice(1) === right.slice(1) ||
    left.slice(1) === right ||
    left === right.slice(1) ||
    swapped === right
  );
}
