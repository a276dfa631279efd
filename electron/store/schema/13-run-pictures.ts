/** Of many runs few have a picture: these are found without looking at the others. */
export const runPicturesSchema = 'CREATE INDEX runs_pictures ON runs (at, id) WHERE picture IS NOT NULL;';
