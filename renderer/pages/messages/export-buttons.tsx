import { BarChartOutlined, ExportOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useExports, useStores } from '../../stores/context.ts';

/** What can be done with all that the list shows: export it, and count it. */
export function ExportButtons() {
  const { t } = useTranslation();
  const { exports, statistics, messages, route } = useStores();
  const isOpen = useExports((state) => state.isOpen);
  const count = () => {
    void statistics.getState().ask({ filter: messages.getState().filter.text });
    route.getState().go('statistics');
  };
  return (
    <>
      <Button
        icon={<ExportOutlined />}
        aria-label={t('exports.open')}
        title={t('exports.title')}
        aria-expanded={isOpen}
        onClick={() => exports.getState().open(!isOpen)}
      />
      <Button icon={<BarChartOutlined />} aria-label={t('statistics.open')} title={t('statistics.open')} onClick={count} />
    </>
  );
}
