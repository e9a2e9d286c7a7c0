package web

// This file holds encryption for the streams of a loop: start_tls, with a
// certificate that is made for the run and trusted nowhere else.

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"time"

	"corelanes/engine/loop"
)

// Certificate is a server's proof of who it is, and what a client needs to check
// it.
type Certificate struct {
	server *tls.Config
	client *tls.Config
}

// certificateFor is how long a certificate is good: as long as a run may last.
const certificateFor = 24 * time.Hour

// NewCertificate makes a certificate for servers on the loopback interface.
func NewCertificate() (*Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make a certificate: %w", err)
	}
	now := time.Now()
	about := &x509.Certificate{
		SerialNumber: big.NewInt(now.UnixNano()), Subject: pkix.Name{CommonName: "corelanes"},
		NotBefore: now.Add(-time.Minute), NotAfter: now.Add(certificateFor),
		DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, about, about, &key.PublicKey, key)
	if err != nil {
		return nil, fmt.Errorf("make a certificate: %w", err)
	}
	made, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, fmt.Errorf("make a certificate: %w", err)
	}
	trusted := x509.NewCertPool()
	trusted.AddCert(made)
	return &Certificate{
		server: &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}, MinVersion: tls.VersionTLS12},
		client: &tls.Config{RootCAs: trusted, ServerName: "localhost", MinVersion: tls.VersionTLS12},
	}, nil
}

// Serve encrypts a stream from now on, as the server: loop.start_tls with
// server_side. The task waits until both sides have agreed.
func (c *Certificate) Serve(s *loop.Stream) error {
	return upgrade(s, func(conn net.Conn) *tls.Conn { return tls.Server(conn, c.server) })
}

// Connect encrypts a stream from now on, as the client, which checks that the
// server has the certificate.
func (c *Certificate) Connect(s *loop.Stream) error {
	return upgrade(s, func(conn net.Conn) *tls.Conn { return tls.Client(conn, c.client) })
}

func upgrade(s *loop.Stream, make func(net.Conn) *tls.Conn) error {
	return s.Upgrade(func(raw io.ReadWriteCloser) (io.ReadWriteCloser, error) {
		conn := make(plain{raw})
		if err := conn.Handshake(); err != nil {
			return nil, fmt.Errorf("start TLS: %w", err)
		}
		return encrypted{conn, raw}, nil
	})
}

// encrypted is a connection whose Close does not wait: what says goodbye, and
// would wait for room, is for CloseWrite.
type encrypted struct {
	*tls.Conn
	raw io.Closer
}

// Close ends the connection.
func (e encrypted) Close() error { return e.raw.Close() }

// CloseWrite says that nothing more will be written.
func (e encrypted) CloseWrite() error {
	if err := e.Conn.CloseWrite(); err != nil && !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}
