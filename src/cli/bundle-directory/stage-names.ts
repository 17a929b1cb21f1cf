/** The names of the directories that a write is staged in: one beside the bundle's directory, or one inside it. */
export function stageNames(bundle: string): { readonly beside: string; readonly inside: string } {
  return { beside: `.${bundle}.cfgc-stage`, inside: ".cfgc-stage" };
}
