/** Certificates for tests: X.509 (RFC 5280) in DER, with keys on the curve P-256. */

/** An authority and a certificate that it gave to `localhost` and `127.0.0.1`. */
export interface TestAuthority {
  readonly pem: string;
  readonly server: { readonly cert: string; readonly key: string };
}

type Bytes = Uint8Array<ArrayBuffer>;

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const HOUR = 3_600_000;

const SEQUENCE = 0x30;
const SET = 0x31;
const BOOLEAN = 0x01;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const OBJECT_IDENTIFIER = 0x06;

const ECDSA_WITH_SHA256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const COMMON_NAME = [0x55, 0x04, 0x03];
const KEY_USAGE = [0x55, 0x1d, 0x0f];
const SUBJECT_ALT_NAME = [0x55, 0x1d, 0x11];
const BASIC_CONSTRAINTS = [0x55, 0x1d, 0x13];

/** Makes both, valid for an hour. */
export async function makeAuthority(): Promise<TestAuthority> {
  const authority = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const server = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const certified = [
    extension(BASIC_CONSTRAINTS, der(SEQUENCE, der(BOOLEAN, [0xff]))),
    extension(KEY_USAGE, der(BIT_STRING, [1, 0b0000_0110])),
  ];
  const localhost = new TextEncoder().encode("localhost");
  const names = der(SEQUENCE, der(0x82, localhost), der(0x87, [127, 0, 0, 1]));
  const issuer = "Test authority";
  return {
    pem: await certify(issuer, issuer, authority.publicKey, authority.privateKey, certified),
    server: {
      cert: await certify(issuer, "localhost", server.publicKey, authority.privateKey, [
        extension(SUBJECT_ALT_NAME, names),
      ]),
      key: pem("PRIVATE KEY", await exported("pkcs8", server.privateKey)),
    },
  };
}

async function certify(
  issuer: string,
  subject: string,
  key: CryptoKey,
  signer: CryptoKey,
  extensions: Bytes[],
): Promise<string> {
  const algorithm = der(SEQUENCE, der(OBJECT_IDENTIFIER, ECDSA_WITH_SHA256));
  const certificate = der(
    SEQUENCE,
    der(0xa0, der(INTEGER, [2])),
    der(INTEGER, [1, ...crypto.getRandomValues(new Uint8Array(8))]),
    algorithm,
    distinguished(issuer),
    der(SEQUENCE, time(Date.now() - HOUR), time(Date.now() + HOUR)),
    distinguished(subject),
    await exported("spki", key),
    der(0xa3, der(SEQUENCE, ...extensions)),
  );
  const signature = new Uint8Array(await crypto.subtle.sign(ALGORITHM, signer, certificate));
  const pair = der(SEQUENCE, number(signature.slice(0, 32)), number(signature.slice(32)));
  return pem("CERTIFICATE", der(SEQUENCE, certificate, algorithm, der(BIT_STRING, [0], pair)));
}

/** A value: tag, length, content. */
function der(tag: number, ...content: (Bytes | number[])[]): Bytes {
  const bytes = content.flatMap((part) => [...part]);
  const { length } = bytes;
  if (length < 0x80) return Uint8Array.of(tag, length, ...bytes);
  if (length < 0x100) return Uint8Array.of(tag, 0x81, length, ...bytes);
  return Uint8Array.of(tag, 0x82, length >> 8, length & 0xff, ...bytes);
}

/** A positive number, in as few bytes as it needs. */
function number(bytes: Bytes): Bytes {
  const start = bytes.findIndex((byte) => byte !== 0);
  const needed = bytes.slice(start);
  return der(INTEGER, (needed[0] ?? 0) < 0x80 ? needed : [0, ...needed]);
}

function distinguished(name: string): Bytes {
  const text = der(UTF8_STRING, new TextEncoder().encode(name));
  return der(SEQUENCE, der(SET, der(SEQUENCE, der(OBJECT_IDENTIFIER, COMMON_NAME), text)));
}

function extension(name: number[], value: Bytes): Bytes {
  const critical = name === SUBJECT_ALT_NAME ? [] : der(BOOLEAN, [0xff]);
  return der(SEQUENCE, der(OBJECT_IDENTIFIER, name), critical, der(OCTET_STRING, value));
}

function time(milliseconds: number): Bytes {
  const digits = new Date(milliseconds).toISOString().replaceAll(/\D/g, "").slice(2, 14);
  return der(UTC_TIME, new TextEncoder().encode(`${digits}Z`));
}

async function exported(format: "spki" | "pkcs8", key: CryptoKey): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.exportKey(format, key));
}

function pem(label: string, bytes: Bytes): string {
  const lines = bytes.toBase64().match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}
