import { Button, type ButtonProps } from 'antd';
import { useRef } from 'react';

interface Props extends Pick<ButtonProps, 'type' | 'icon' | 'loading' | 'disabled' | 'title'> {
  label: string;
  /** The kinds of file that are offered; any where it is missing. */
  accept?: string;
  onPick(file: File): void;
}

/** Opens the system's dialog to choose one file. */
export function FileButton({ label, accept, onPick, ...button }: Props) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button {...button} onClick={() => picker.current?.click()}>
        {label}
      </Button>
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={label}
        {...(accept && { accept })}
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file) onPick(file);
          // why: the same file can be chosen again once it was mended
          target.value = '';
        }}
      />
    </>
  );
}
