/**
 * What a tutorial wants off on compute nodes (dolphindb/Tutorials_CN@35282f6:Compute_Node.md:313), while the data nodes
 * and the controllers may need it on.
 */
export const offOnComputeNodes = "dataSync";
