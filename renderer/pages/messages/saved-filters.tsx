import { DeleteOutlined, DownOutlined, EditOutlined, StarOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { type FocusEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSavedFilters } from '../../stores/context.ts';
import { longestName, type SavedFilter } from '../../stores/saved-filters.ts';
import styles from './saved-filters.module.css';

interface Props {
  /** The present filter. */
  text: string;
  onUse: (text: string) => void;
}

/** Filters with a name: save the present one, use, rename or delete others. */
export function SavedFilters({ text, onUse }: Props) {
  const { t } = useTranslation();
  const { filters, deleted, ...saved } = useSavedFilters((state) => state);
  const [open, setOpen] = useState(false);
  const [renaming, setRenaming] = useState<number | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    setRenaming(null);
  };
  const leave = ({ relatedTarget, currentTarget }: FocusEvent) => {
    if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) close();
  };
  const steer = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing || !open) return;
    event.preventDefault();
    if (renaming !== null) return setRenaming(null);
    close();
    button.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears what its button and panel leave
    <div className={styles.place} onBlur={leave} onKeyDown={steer}>
      <Button
        ref={button}
        icon={<StarOutlined />}
        aria-haspopup="dialog"
        aria-expanded={open}
        title={t('messages.saved.button')}
        onClick={() => (open ? close() : setOpen(true))}
      >
        <span className={styles.word}>{t('messages.saved.button')}</span>
        <DownOutlined aria-hidden className={styles.word ?? ''} />
      </Button>
      {open && <div aria-hidden className={styles.behind} onPointerDown={close} />}
      {open && (
        <div role="dialog" aria-label={t('messages.saved.button')} className={styles.panel}>
          {text.trim() === '' ? (
            <p className={styles.hint}>{t('messages.saved.nothing')}</p>
          ) : (
            <NameForm label={t('messages.saved.save')} name="" onSubmit={(name) => saved.save(name, text)} />
          )}
          <ul className={styles.list}>
            {filters.map((filter) =>
              filter.id === renaming ? (
                <li key={filter.id}>
                  <NameForm
                    label={t('messages.saved.rename', { name: filter.name })}
                    name={filter.name}
                    onSubmit={(name) => {
                      saved.rename(filter.id, name);
                      setRenaming(null);
                    }}
                  />
                </li>
              ) : (
                <SavedRow
                  key={filter.id}
                  filter={filter}
                  onUse={() => {
                    onUse(filter.text);
                    close();
                  }}
                  onRename={() => setRenaming(filter.id)}
                  onDelete={() => saved.delete(filter.id)}
                />
              ),
            )}
          </ul>
          {filters.length === 0 && !deleted && <p className={styles.hint}>{t('messages.saved.empty')}</p>}
          {deleted && (
            <p role="status" className={styles.undo}>
              <span className={styles.text}>{t('messages.saved.deleted', { name: deleted.filter.name })}</span>
              <Button type="link" size="small" onClick={saved.undo}>
                {t('messages.saved.undo')}
              </Button>
            </p>
          )}
        </div>
      )}
    </div>
  );
}

interface RowProps {
  filter: SavedFilter;
  onUse: () => void;
  onRename: () => void;
  onDelete: () => void;
}

function SavedRow({ filter: { name, text }, onUse, onRename, onDelete }: RowProps) {
  const { t } = useTranslation();
  const rename = t('messages.saved.rename', { name });
  const remove = t('messages.saved.delete', { name });
  return (
    <li className={styles.row}>
      <button type="button" className={styles.use} title={text} onClick={onUse}>
        <span className={styles.name}>{name}</span>
        <code className={styles.text}>{text}</code>
      </button>
      <Button type="text" size="small" icon={<EditOutlined />} aria-label={rename} title={rename} onClick={onRename} />
      <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={remove} title={remove} onClick={onDelete} />
    </li>
  );
}

function NameForm({ label, name, onSubmit }: { label: string; name: string; onSubmit: (name: string) => void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(name);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(draft);
        setDraft('');
      }}
    >
      <Input
        autoFocus
        aria-label={label}
        placeholder={`${label}: ${t('messages.saved.saveAs')}`}
        maxLength={longestName}
        value={draft}
        onChange={({ target }) => setDraft(target.value)}
      />
      <Button htmlType="submit" disabled={draft.trim() === ''}>
        {t('messages.saved.submit')}
      </Button>
    </form>
  );
}
