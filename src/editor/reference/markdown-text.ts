/** Text of cfgc's own as Markdown: what stands in angle brackets outside code would be taken for HTML and not be shown. */
export function markdownText(text: string): string {
  return text.replaceAll(/(`[^`]*`|<br>)|<(?=[A-Za-z/!])/g, (_, kept: string | undefined) => kept ?? "\\<");
}
