package io.athanor.allinone.embedded;

/** A refusal with Confluent's error code; the HTTP status is its first three digits. */
final class RegistryError extends RuntimeException {
  static final int SUBJECT_NOT_FOUND = 40401;
  static final int VERSION_NOT_FOUND = 40402;
  static final int SCHEMA_NOT_FOUND = 40403;
  static final int SUBJECT_SOFT_DELETED = 40404;
  static final int SUBJECT_NOT_SOFT_DELETED = 40405;
  static final int VERSION_SOFT_DELETED = 40406;
  static final int VERSION_NOT_SOFT_DELETED = 40407;
  static final int SUBJECT_LEVEL_NOT_SET = 40408;
  static final int SUBJECT_MODE_NOT_SET = 40409;
  static final int INCOMPATIBLE = 409;
  static final int INVALID_SCHEMA = 42201;
  static final int INVALID_VERSION = 42202;
  static final int INVALID_LEVEL = 42203;
  static final int INVALID_MODE = 42204;
  static final int NOT_PERMITTED = 42205;
  static final int STORE = 50001;

  private static final long serialVersionUID = 1L;
  private static final int LARGEST_STATUS = 999;
  private static final int CODES_PER_STATUS = 100;

  private final int code;

  RegistryError(int code, String message) {
    this(code, message, null);
  }

  RegistryError(int code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  int code() {
    return code;
  }

  int status() {
    return code > LARGEST_STATUS ? code / CODES_PER_STATUS : code;
  }
}
