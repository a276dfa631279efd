import { useLayoutEffect, useRef, useState } from 'react';
import styles from './screen-page.module.css';
import { fitting, type Zoom } from './zoom.ts';

interface Props {
  url: string;
  alt: string;
  zoom: Zoom;
  /** Its own size in px and the share at which it is shown, once they are known. */
  onShown: (shown: { width: number; height: number; share: number }) => void;
}

/** One picture in the place that there is, scrolled where it is larger. */
export function LargePicture({ url, alt, zoom, onShown }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState({ width: 0, height: 0 });
  const [own, setOwn] = useState({ width: 0, height: 0 });
  const told = useRef(onShown);
  told.current = onShown;
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setRoom({ width: element.clientWidth, height: element.clientHeight }));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  const share = zoom === 'fit' ? fitting(own, room) : zoom;
  useLayoutEffect(() => {
    if (own.width > 0) told.current({ ...own, share });
  }, [own, share]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
    <div ref={place} className={styles.large} tabIndex={0} data-zoom={zoom === 'fit' ? 'fit' : 'own'}>
      <img
        className={styles.picture}
        src={url}
        alt={alt}
        draggable={false}
        width={Math.round(own.width * share) || undefined}
        height={Math.round(own.height * share) || undefined}
        onLoad={({ currentTarget }) => setOwn({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })}
      />
    </div>
  );
}
