import type { TemplateCard } from '../../../shared/template-card.ts';
import styles from './phone-card.module.css';

interface Props {
  card: TemplateCard;
  onTap: (key: string) => void;
}

/** A template card as a phone shows it: what it is about, and its buttons, or the one grey word that has taken their place. */
export function PhoneCard({ card, onTap }: Props) {
  const { source, main_title: title, emphasis_content: emphasis, quote_area: quote, horizontal_content_list: rows = [] } = card;
  return (
    <article className={styles.card} aria-label={title.title}>
      {source?.desc && (
        <p className={styles.source} data-tone={source.desc_color === 2 ? 'danger' : 'quiet'}>
          {source.desc}
        </p>
      )}
      {title.title && <h3 className={styles.title}>{title.title}</h3>}
      {title.desc && <p className={styles.quiet}>{title.desc}</p>}
      {emphasis?.title && <p className={styles.emphasis}>{emphasis.title}</p>}
      {emphasis?.desc && <p className={styles.quiet}>{emphasis.desc}</p>}
      {(quote?.title || quote?.quote_text) && (
        <blockquote className={styles.quote}>
          {quote.title && <p>{quote.title}</p>}
          {quote.quote_text && <p className={styles.quiet}>{quote.quote_text}</p>}
        </blockquote>
      )}
      {rows.length > 0 && (
        <dl className={styles.rows}>
          {rows.map(({ keyname, value }) => (
            <div key={keyname} className={styles.row}>
              <dt className={styles.quiet}>{keyname}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {card.sub_title_text && <p className={styles.quiet}>{card.sub_title_text}</p>}
      <CardButtons card={card} onTap={onTap} />
    </article>
  );
}

function CardButtons({ card: { button_list: buttons = [], replace_text: replaced }, onTap }: Props) {
  if (replaced === undefined && buttons.length === 0) return null;
  return (
    <div className={styles.buttons}>
      {replaced === undefined ? (
        buttons.map(({ text, key, style = 1 }) => (
          <button key={key} type="button" data-style={style === 1 ? 'main' : 'other'} className={styles.button} onClick={() => onTap(key)}>
            {text}
          </button>
        ))
      ) : (
        <button type="button" disabled className={styles.button}>
          {replaced}
        </button>
      )}
    </div>
  );
}
