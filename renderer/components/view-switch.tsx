import { AppstoreOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './list-tools.module.css';

type View = 'cards' | 'table';

const icons = { cards: AppstoreOutlined, table: UnorderedListOutlined };

interface Props {
  view: View;
  /** The usual one first. */
  views: readonly View[];
  onView: (view: View) => void;
}

/** Whether a list is shown as cards or as a table. */
export function ViewSwitch({ view, views, onView }: Props) {
  const { t } = useTranslation();
  return (
    <Segmented
      aria-label={t('listView.label')}
      value={view}
      onChange={onView}
      options={views.map((value) => {
        const Icon = icons[value];
        return {
          value,
          label: (
            <span title={t(`listView.${value}`)}>
              <Icon aria-hidden /> <span className={styles.word}>{t(`listView.${value}`)}</span>
            </span>
          ),
        };
      })}
    />
  );
}
