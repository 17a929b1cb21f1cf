/** The cluster.yaml that the examples of the codes are made of. */
export const site = (rest: string) => ({ files: { "cluster.yaml": `cfgc: 1\nname: metrics\n${rest}` } });
