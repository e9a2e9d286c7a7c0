//go:build unix

package osys

// This file tests who asks for an open file with bytes that make no sense.

import (
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// FuzzFileShare has a share hear whatever bytes: it hands a file to nobody who
// does not name it, and goes on answering others.
func FuzzFileShare(f *testing.F) {
	f.Add([]byte("\x05queue"))
	f.Add([]byte("\x05que"))
	f.Add([]byte("\xff"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		dir, err := os.MkdirTemp("", "share") // a name of the test's own may be too long for a socket
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		s, err := NewFileShare(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		offered, err := os.Create(filepath.Join(dir, "offered"))
		if err != nil {
			t.Fatal(err)
		}
		defer offered.Close()
		s.Offer("queue", int(offered.Fd()))
		c, err := net.DialUnix("unix", nil, &net.UnixAddr{Name: s.path, Net: "unix"})
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		_ = c.SetDeadline(time.Now().Add(10 * time.Second))
		_, _ = c.Write(b)
		_ = c.CloseWrite()
		answer, rights := make([]byte, 8), make([]byte, 64)
		_, n, _, _, _ := c.ReadMsgUnix(answer, rights)
		named := len(b) > 5 && b[0] == 5 && string(b[1:6]) == "queue"
		if (n > 0) != named {
			t.Errorf("%q is answered with %d bytes of rights", b, n)
		}
		file, err := FetchFile(dir, "queue")
		if err != nil {
			t.Fatalf("after %q: %v", b, err)
		}
		file.Close()
	})
}
