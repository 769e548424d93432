vcl 4.1;

# The edge: one request to the origin for each playlist state and each medium, however many players ask.
# @NAMES@ are filled in by edge.mjs.

@ORIGINS@
sub vcl_recv {
    if (req.url !~ "^/live/") {
        return (synth(404));
    }
    if (req.method == "OPTIONS") {
        return (pass);
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (synth(405));
    }
    unset req.http.Cookie;
    unset req.http.Authorization;
    # A player that asks past us would ask once for each viewer.
    unset req.http.Cache-Control;
    unset req.http.Pragma;

    # The key is the path and the three delivery directives, in one order; a million other queries are one object.
    if (req.url ~ "\.m3u8\?") {
        set req.http.X-Directives = "";
        if (req.url ~ "[?&]_HLS_msn=") {
            set req.http.X-Directives = "&_HLS_msn=" + regsub(req.url, "^.*?[?&]_HLS_msn=([^&]*).*$", "\1");
        }
        if (req.url ~ "[?&]_HLS_part=") {
            set req.http.X-Directives = req.http.X-Directives + "&_HLS_part="
                + regsub(req.url, "^.*?[?&]_HLS_part=([^&]*).*$", "\1");
        }
        if (req.url ~ "[?&]_HLS_skip=") {
            set req.http.X-Directives = req.http.X-Directives + "&_HLS_skip="
                + regsub(req.url, "^.*?[?&]_HLS_skip=([^&]*).*$", "\1");
        }
        # What cannot be a directive's value is not worth an object of its own, nor the origin's time.
        if (req.http.X-Directives !~ "^(&_HLS_msn=[0-9]{1,15})?(&_HLS_part=[0-9]{1,15})?(&_HLS_skip=(YES|v2))?$"
            || (req.http.X-Directives ~ "_HLS_part" && req.http.X-Directives !~ "_HLS_msn")) {
            return (synth(400));
        }
        set req.url = regsub(req.url, "\?.*$", "") + regsub(req.http.X-Directives, "^&", "?");
        unset req.http.X-Directives;
    } else {
        set req.url = regsub(req.url, "\?.*$", "");
    }
    return (hash);
}

sub vcl_hash {
    # Not the host: two names of one edge share one copy.
    hash_data(req.url);
    return (lookup);
}

sub vcl_backend_fetch {
    # Says that the token was checked and stripped before us.
    set bereq.http.X-Proscenium-Edge = "@EDGE_SECRET@";
}

sub vcl_backend_response {
    # Never older than allowed: a playlist from before an origin's restart is worse than an error.
    set beresp.grace = 0s;
    set beresp.keep = 0s;
    if (beresp.status >= 500) {
        # All who waited together get this one answer; a second later the next request reaches the origin.
        set beresp.ttl = 1s;
        set beresp.http.Cache-Control = "no-store";
        return (deliver);
    }
    if (beresp.http.Cache-Control ~ "(?i)no-store|private") {
        set beresp.uncacheable = true;
        set beresp.ttl = 1s;
    }
    return (deliver);
}

sub vcl_backend_error {
    set beresp.http.Access-Control-Allow-Origin = "*";
    set beresp.http.Cache-Control = "no-store";
    set beresp.http.Retry-After = "1";
    set beresp.ttl = 1s;
    set beresp.grace = 0s;
    set beresp.body = "";
    return (deliver);
}

sub vcl_deliver {
    unset resp.http.Via;
    unset resp.http.X-Varnish;
    if (obj.hits > 0) {
        set resp.http.X-Cache = "hit";
    } else {
        set resp.http.X-Cache = "miss";
    }
}

sub vcl_synth {
    set resp.http.Access-Control-Allow-Origin = "*";
    if (resp.status == 400) {
        set resp.http.Cache-Control = "public, max-age=8";
    } else {
        set resp.http.Cache-Control = "public, max-age=2";
    }
    set resp.body = "";
    return (deliver);
}
