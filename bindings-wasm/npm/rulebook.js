// The file a built-in procedure lies in, below the folder `procedures`: a name for each text of the rules, so that it may be cached for ever.
export const fileOf = ({ id, hash }) => `${id}.${hash}.bin`;
