const SAFE_METHOD = /^(?:GET|HEAD|OPTIONS) \S+ HTTP\/1\.[01]\r\n/;
const HAS_BODY = /\r\n(?:content-length|transfer-encoding):/i;
const END_OF_HEAD = '\r\n\r\n';

/**
 * Whether these are the bytes of exactly one HTTP request that changes nothing and is complete. Such a one may be sent again when the
 * connection breaks before anything was answered (RFC 9110, 9.2.2, allows it to proxies); of anything else nobody but its sender knows
 * whether it may be done twice.
 */
export function isRepeatable(sent: readonly Buffer[]): boolean {
  const text = Buffer.concat(sent).toString('latin1');
  return (
    SAFE_METHOD.test(text) &&
    text.indexOf(END_OF_HEAD) === text.length - END_OF_HEAD.length &&
    !HAS_BODY.test(text)
  );
}
