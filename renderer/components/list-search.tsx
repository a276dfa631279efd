import { SearchOutlined } from '@ant-design/icons';
import { Input, type InputRef } from 'antd';
import { useRef } from 'react';
import styles from './list-tools.module.css';
import { useKeys } from './use-keys.ts';

interface Props {
  label: string;
  /** What can be searched by. */
  hint: string;
  text: string;
  onSearch: (text: string) => void;
  /** Into the list. */
  onDown: () => void;
}

/** The search above a list: `/` leads into it, Enter and ArrowDown from it into the list, Escape empties it and then leaves it. */
export function ListSearch({ label, hint, text, onSearch, onDown }: Props) {
  const input = useRef<InputRef>(null);
  useKeys({ '/': () => input.current?.focus() });
  return (
    <Input
      ref={input}
      type="search"
      className={styles.search ?? ''}
      prefix={<SearchOutlined aria-hidden />}
      aria-label={label}
      placeholder={hint}
      maxLength={200}
      value={text}
      onChange={(event) => onSearch(event.target.value)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'ArrowDown' || event.key === 'Enter') {
          event.preventDefault();
          onDown();
        }
        if (event.key === 'Escape') {
          event.preventDefault();
          if (text === '') event.currentTarget.blur();
          else onSearch('');
        }
      }}
    />
  );
}
