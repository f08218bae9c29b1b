/// A file under Templates/, compiled in: so that the binary is one file.
struct casefile_template {
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  unsigned long size;
};

/// Template number `index` from 0; null behind the last.
const struct casefile_template *_Nullable casefile_template_at(int index);

/// File number `index` under Templates/manual/, from 0; null behind the last.
const struct casefile_template *_Nullable casefile_topic_at(int index);
