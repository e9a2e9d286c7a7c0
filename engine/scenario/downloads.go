package scenario

// This file holds S06, 160 downloads: work that only waits for the network.

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"corelanes/engine/usage"
	"corelanes/engine/work"
)

// maxDownloads is how many pages there may be: each may be a task of its own.
const maxDownloads = 5000

func downloads() *Scenario {
	return &Scenario{
		ID: "downloads", Number: "S06", Category: "io", Workers: 5, SharesOut: true,
		Title:   "160 downloads, four ways",
		Promise: "160 pages from a server that takes its time: the cores idle, and waiting can be shared.",
		Parameters: []Parameter{
			{Name: "count", Type: Int, Default: "160", Min: 1, Max: maxDownloads, Sizes: map[string]string{Smoke: "8"}},
			{Name: "latency", Type: Duration, Default: "20ms", Min: 0, Max: 10, Unit: "s", Sizes: map[string]string{Smoke: "2ms", Published: "89ms"}},
			{Name: "bytes", Type: Int, Default: "10240", Min: 0, Max: 10_000_000, Unit: "B"},
			{Name: "urls", Type: File, Default: ""},
		},
		Validate: func(v Values) error {
			if v["urls"] == "" {
				return nil
			}
			_, err := readURLs(v["urls"])
			return err
		},
		Program:   downloadsProgram,
		Published: map[string]float64{"sequential": 14.29, "threads": 3.72, "asyncio": 2.57, "processes": 5.72},
	}
}

// readURLs reads a list of addresses, one a line; empty lines and lines that
// begin with # do not count. The error is a *usage.Error that names the line.
func readURLs(path string) ([]string, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, &usage.Error{What: "urls", Got: path, Why: "it is no file"} // reading it might never end
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, &usage.Error{What: "urls", Got: path, Why: reason(err)}
	}
	text := strings.TrimPrefix(string(data), "\ufeff") // some editors begin a file with it
	var out []string
	for i, l := range strings.Split(text, "\n") {
		l = strings.TrimSpace(l)
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		if why := badURL(l); why != "" {
			return nil, &usage.Error{What: "urls", Got: path, Why: fmt.Sprintf("line %d: %s", i+1, why)}
		}
		if len(out) == maxDownloads {
			return nil, &usage.Error{What: "urls", Got: path, Why: fmt.Sprintf("line %d: there are more than %d addresses", i+1, maxDownloads)}
		}
		out = append(out, l)
	}
	if len(out) == 0 {
		return nil, &usage.Error{What: "urls", Got: path, Why: "there is no address in it; write one a line, like http://localhost:8000/"}
	}
	return out, nil
}

// badURL says what is wrong with an address, "" if nothing is. The address is
// taken apart for good only when it is fetched, by net/url, which a worker that
// does not download should not have to initialise.
func badURL(s string) string {
	scheme, rest, ok := strings.Cut(s, "://")
	host, _, _ := strings.Cut(rest, "/")
	name, port, hasPort := strings.Cut(host, ":")
	if strings.HasPrefix(host, "[") { // IPv6
		name, port, hasPort = strings.Cut(host, "]:")
	}
	switch n, err := strconv.ParseUint(port, 10, 16); {
	case !ok || scheme != "http" && scheme != "https":
		return fmt.Sprintf("%q must begin with http:// or https://", s)
	case name == "":
		return fmt.Sprintf("%q names no host", s)
	case strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f }):
		return fmt.Sprintf("%q has a space in it; one address stands on a line", s)
	case hasPort && (err != nil || n == 0):
		return fmt.Sprintf("%q is not a port: it must be from 1 to 65535", port)
	}
	return ""
}

func downloadsProgram(v Values) (work.Program, error) {
	var own []string
	count := v.Int("count")
	var server *work.Server
	if v["urls"] != "" {
		var err error
		if own, err = readURLs(v["urls"]); err != nil {
			return work.Program{}, err
		}
		count = len(own)
	} else {
		server = &work.Server{Latency: v.Duration("latency"), Bytes: v.Int("bytes")}
	}
	return work.Program{
		Steps:  count,
		Server: server,
		HTTP:   true,
		Bodies: map[string]work.Body{
			work.Main: func(w work.Worker, k *work.Kit, _ []byte) ([]byte, error) {
				addresses := own
				if addresses == nil {
					for i := range count {
						addresses = append(addresses, fmt.Sprintf("http://%s/page/%d", k.Server, i))
					}
				}
				k.At(w, "map")
				lengths, err := work.Map[string, int64](w, "Worker", "download", addresses)
				if err != nil {
					return nil, err
				}
				var bytes int64
				for _, n := range lengths {
					bytes += n
				}
				return json.Marshal(map[string]any{"downloaded": len(lengths), "bytes": bytes})
			},
			"download": work.Share(func(w work.Worker, k *work.Kit, address string) (int64, error) {
				k.At(w, "get")
				return k.HTTP.Get(w, address)
			}),
		},
	}, nil
}
