/** Addresses as Node tells them, at the price of what is asked: its test for IPv6 takes 5 ms to get ready. */

/** 4 or 6, or 0 for what is no address. */
export function isIP(text: string): 0 | 4 | 6 {
  if (isIPv4(text)) return 4;
  return isIPv6(text) ? 6 : 0;
}

export function isIPv4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text);
}

export function isIPv6(text: string): boolean {
  return text.includes(":") && process.getBuiltinModule("net").isIPv6(text);
}
