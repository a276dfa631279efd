import { type ReactNode, useEffect } from 'react';
import { createPortal } from 'react-dom';
import type { LabelSize } from './label-sizes.ts';
import styles from './printed-sheets.module.css';

interface Props {
  page: LabelSize['page'];
  children: ReactNode;
}

/** What is printed in the place of the window, on paper of this size; on the screen it isn't seen. */
export function PrintedSheets({ page, children }: Props) {
  const { width, height } = page;
  useEffect(() => {
    // why: `@page` knows no variables, and a constructed style sheet is what the Content-Security-Policy allows
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`@page { size: ${width}mm ${height}mm; margin: 0; }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    };
  }, [width, height]);
  return createPortal(
    <div className={styles.sheets} data-printed>
      {children}
    </div>,
    document.body,
  );
}
