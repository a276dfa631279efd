/** How large a picture is shown: as it fits, or as a share of its own size. */
export type Zoom = 'fit' | number;

const steps = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4] as const;

/** The next step up or down. @param shown the share at which it is shown now */
export function zoomed(shown: number, by: 1 | -1): number {
  const next = by > 0 ? steps.find((step) => step > shown + 0.001) : steps.findLast((step) => step < shown - 0.001);
  return next ?? (by > 0 ? steps[steps.length - 1] : steps[0]) ?? 1;
}

/** The share at which a picture fits into a place, never larger than it is. Sizes in px. */
export function fitting(picture: { width: number; height: number }, place: { width: number; height: number }): number {
  if (picture.width === 0 || picture.height === 0) return 1;
  return Math.min(1, place.width / picture.width, place.height / picture.height);
}
