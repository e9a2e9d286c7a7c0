package osys

import (
	"errors"
	"os"
)

// ErrBrokenPipe is returned by Write when nobody holds the other end.
var ErrBrokenPipe = errors.New("BrokenPipeError: [Errno 32] Broken pipe")

// ErrNoStreams is returned on Windows.
var ErrNoStreams = errors.New("pipes between processes are not used on Windows yet")

// PipeAtomic is how many bytes a pipe takes at once, if it takes any.
const PipeAtomic = 4096

// Stream is one end of a pipe: not on Windows.
type Stream struct{}

// PipePair is ErrNoStreams.
func PipePair() (r, w *Stream, err error) { return nil, nil, ErrNoStreams }

// SocketPair is ErrNoStreams.
func SocketPair() (a, b *Stream, err error) { return nil, nil, ErrNoStreams }

// OpenStream is ErrNoStreams.
func OpenStream(*os.File) (*Stream, error) { return nil, ErrNoStreams }

// OpenFIFO is ErrNoStreams.
func OpenFIFO(string, bool) (*Stream, error) { return nil, ErrNoStreams }

// MakeFIFO is ErrNoStreams.
func MakeFIFO(string) error { return ErrNoStreams }

// FD is -1.
func (*Stream) FD() int { return -1 }

// Ready is false.
func (*Stream) Ready(bool) bool { return false }

// Read is ErrNoStreams.
func (*Stream) Read([]byte) (int, error) { return 0, ErrNoStreams }

// Write is ErrNoStreams.
func (*Stream) Write([]byte) (int, error) { return 0, ErrNoStreams }

// Hang does nothing.
func (*Stream) Hang() {}

// Close does nothing.
func (*Stream) Close() error { return nil }

// AwaitReady is false.
func AwaitReady(*Stream, int64) bool { return false }

// SetPipeSize is 0.
func SetPipeSize(*Stream, int) int { return 0 }
