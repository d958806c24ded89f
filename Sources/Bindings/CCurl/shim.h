// libcurl as Swift sees it: one inline function for each argument class of its variadic setters.
#ifndef PASSERELLE_CCURL_H
#define PASSERELLE_CCURL_H

#include <curl/curl.h>
#include <stddef.h>

static inline CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value) { return curl_easy_setopt(handle, option, value); }
static inline CURLcode ccurl_set_offset(CURL *handle, CURLoption option, long long value) { return curl_easy_setopt(handle, option, (curl_off_t)value); }
static inline CURLcode ccurl_set_string(CURL *handle, CURLoption option, const char *value) { return curl_easy_setopt(handle, option, value); }
static inline CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value) { return curl_easy_setopt(handle, option, value); }
static inline CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) { return curl_easy_setopt(handle, option, value); }

// The bytes are copied by libcurl.
static inline CURLcode ccurl_set_blob(CURL *handle, CURLoption option, const void *bytes, size_t length) {
  struct curl_blob blob = {(void *)bytes, length, CURL_BLOB_COPY};
  return curl_easy_setopt(handle, option, &blob);
}

typedef size_t (*ccurl_transfer_callback)(char *buffer, size_t size, size_t count, void *context);
static inline CURLcode ccurl_set_transfer(CURL *handle, CURLoption option, ccurl_transfer_callback value) { return curl_easy_setopt(handle, option, value); }

typedef int (*ccurl_seek_callback)(void *context, curl_off_t offset, int origin);
static inline CURLcode ccurl_set_seek(CURL *handle, ccurl_seek_callback value) { return curl_easy_setopt(handle, CURLOPT_SEEKFUNCTION, value); }

typedef int (*ccurl_progress_callback)(void *context, curl_off_t download, curl_off_t downloaded, curl_off_t upload, curl_off_t uploaded);
static inline CURLcode ccurl_set_progress(CURL *handle, ccurl_progress_callback value) { return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, value); }

static inline CURLcode ccurl_get_long(CURL *handle, CURLINFO info, long *value) { return curl_easy_getinfo(handle, info, value); }
static inline CURLcode ccurl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) { return curl_easy_getinfo(handle, info, value); }

// The socket of a handle that only connected, -1 when there is none.
static inline int ccurl_get_socket(CURL *handle) {
  curl_socket_t socket = CURL_SOCKET_BAD;
  return curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK ? (int)socket : -1;
}

static inline CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) { return curl_multi_setopt(multi, option, value); }

// The next transfer that has ended, NULL when there is none.
static inline CURL *ccurl_next_ended(CURLM *multi, CURLcode *result) {
  int left;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &left))) {
    if (message->msg == CURLMSG_DONE) {
      *result = message->data.result;
      return message->easy_handle;
    }
  }
  return NULL;
}

#endif
