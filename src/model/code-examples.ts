/** A cluster.yaml of a site in production, as the examples of codes and rules have it. */
export const site = (rest: string) => ({ files: { "cluster.yaml": `cfgc: 1\nname: metrics\n${rest}` } });
