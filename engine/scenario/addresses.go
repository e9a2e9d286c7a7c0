package scenario

// This file holds what the scenarios that download ask for: pages of the run's own
// server, or a person's own list of addresses.

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"corelanes/engine/usage"
	"corelanes/engine/work"
)

// maxDownloads is how many pages there may be: each may be a task of its own.
const maxDownloads = 5000

// ownAddresses is the parameter that names the file with a person's own list.
func ownAddresses() Parameter { return Parameter{Name: "urls", Type: File, Default: ""} }

// checkAddresses says whether the list can be read, as a *usage.Error if not.
func checkAddresses(v Values) error {
	_, err := addressesOf(v, 0, "")
	return err
}

// addresses are what a run asks for.
type addresses struct {
	own   []string // nil: those of the run's own server
	count int
	kind  string // of the server's, "page"
}

// addressesOf are those of a person's list, or so many of the run's server. The
// error is a *usage.Error.
func addressesOf(v Values, count int, kind string) (addresses, error) {
	if v["urls"] == "" {
		return addresses{nil, count, kind}, nil
	}
	own, err := readURLs(v["urls"])
	return addresses{own, len(own), kind}, err
}

// server is the run's own server, nil where it has none.
func (a addresses) server(latency time.Duration, bytes int) *work.Server {
	if a.own != nil {
		return nil
	}
	return &work.Server{Latency: latency, Bytes: bytes}
}

// at is one of the addresses.
func (a addresses) at(k *work.Kit, i int) string {
	if a.own != nil {
		return a.own[i]
	}
	return fmt.Sprintf("http://%s/%s/%d", k.Server, a.kind, i)
}

// all are all of them.
func (a addresses) all(k *work.Kit) []string {
	out := make([]string, a.count)
	for i := range out {
		out[i] = a.at(k, i)
	}
	return out
}

// content downloads one of the addresses, for the disk: what all of them together
// may be, none of them may exceed by its part.
func (a addresses) content(w work.Worker, k *work.Kit, i int) ([]byte, error) {
	data, err := k.HTTP.Content(w, a.at(k, i))
	if most := maxDiskBytes / a.count; err == nil && len(data) > most {
		return nil, fmt.Errorf("download %s: it has %d bytes, of %d such pages none may have more than %d", a.at(k, i), len(data), a.count, most)
	}
	return data, err
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
