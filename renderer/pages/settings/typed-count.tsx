import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import styles from './part.module.css';

interface Props {
  /** What is going to happen, and what to type. */
  label: string;
  count: number;
  action: string;
  busy?: boolean;
  /** With the number that was typed. */
  onConfirm: (count: number) => void;
}

/** What can't be undone is done once its number has been typed. */
export function TypedCount({ label, count, action, busy = false, onConfirm }: Props) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const digits = typed.replace(/[,\s]/g, '');
  const fits = digits === String(count);
  return (
    <form
      className={styles.line}
      onSubmit={(event) => {
        event.preventDefault();
        if (fits) onConfirm(Number(digits));
      }}
    >
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        className={styles.typed ?? ''}
        inputMode="numeric"
        autoComplete="off"
        placeholder={String(count)}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button danger type="primary" htmlType="submit" disabled={!fits} loading={busy}>
        {action}
      </Button>
    </form>
  );
}
