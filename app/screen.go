package app

// This file holds the question whether there is a screen to open a window on.
// The toolkit's own answer to a display that cannot be reached is a panic.

import (
	"errors"
	"fmt"
	"net"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// screenWait is how long a display on another machine is given to answer.
const screenWait = 3 * time.Second

// screen is nil when a window can be opened, else why not.
func screen() error {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return nil
	}
	display := os.Getenv("DISPLAY")
	if display == "" {
		return errors.New("DISPLAY is not set")
	}
	network, address, err := displayAddress(display)
	if err != nil {
		return err
	}
	c, err := net.DialTimeout(network, address, screenWait)
	if err != nil && network == "unix" {
		c, err = net.DialTimeout(network, "@"+address, screenWait) // Linux's abstract name
	}
	if err != nil {
		return fmt.Errorf("nothing answers at DISPLAY %q", display)
	}
	return c.Close()
}

// displayAddress is where the X server of a display listens: ":1", "host:0.0",
// or a socket's own path as on macOS.
func displayAddress(display string) (network, address string, err error) {
	i := strings.LastIndexByte(display, ':')
	if i < 0 {
		return "", "", fmt.Errorf("DISPLAY %q is not HOST:NUMBER", display)
	}
	host := display[:i]
	number, _, _ := strings.Cut(display[i+1:], ".")
	n, err := strconv.ParseUint(number, 10, 16)
	if err != nil || n > 65535-6000 {
		return "", "", fmt.Errorf("DISPLAY %q is not HOST:NUMBER", display)
	}
	switch {
	case host == "" || host == "unix":
		return "unix", fmt.Sprintf("/tmp/.X11-unix/X%d", n), nil
	case strings.HasPrefix(host, "/"):
		return "unix", display, nil
	}
	return "tcp", net.JoinHostPort(strings.Trim(host, "[]"), strconv.FormatUint(6000+n, 10)), nil
}
