using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace OtEdge.Alerting.Syslog;

/// <summary>A way to a syslog server: datagrams (RFC 5426), a stream with counted frames (RFC 6587, 3.4.1), or the same over TLS (RFC 5425).</summary>
internal sealed class SyslogConnection : IDisposable
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);
    private readonly Socket socket;
    private readonly TimeProvider time;
    private Stream? stream;

    private SyslogConnection(Socket socket, TimeProvider time)
    {
        this.socket = socket;
        this.time = time;
    }

    /// <summary>Connects.</summary>
    /// <exception cref="IOException">It cannot; the message says what to do.</exception>
    public static async Task<SyslogConnection> OpenAsync(SyslogSettings settings, TimeProvider time, CancellationToken stop)
    {
        var trust = new PeerTrust(settings.Authority);
        var socket = settings.IsDatagram
            ? new Socket(SocketType.Dgram, ProtocolType.Udp)
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var connection = new SyslogConnection(socket, time);
        using var patience = new CancellationTokenSource(AnswerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            await socket.ConnectAsync(settings.Server.Host, settings.Port, either.Token);
            if (!settings.IsDatagram)
            {
                var plain = new NetworkStream(socket);
                connection.stream = settings.IsTls ? await SecureAsync(plain, settings, trust, either.Token) : plain;
            }

            return connection;
        }
        catch (Exception fault)
        {
            connection.Dispose();
            stop.ThrowIfCancellationRequested();
            throw new IOException(Describe(fault, settings, trust), fault);
        }
    }

    /// <summary>Sends one message. A stream that the server has closed is noticed before; datagrams may be lost on their way.</summary>
    /// <exception cref="IOException">It was not sent.</exception>
    public async Task SendAsync(byte[] message, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(AnswerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            if (stream is null)
            {
                await socket.SendAsync(message, either.Token);
                return;
            }

            // A syslog server never says anything: what can be read is the end. (TLS 1.3 session tickets are read with it.)
            if (stream is NetworkStream && socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0)
            {
                throw new IOException("the server closed the connection");
            }

            byte[] count = Encoding.ASCII.GetBytes(message.Length.ToString(CultureInfo.InvariantCulture) + " ");
            await stream.WriteAsync((byte[])[.. count, .. message], either.Token);
            await stream.FlushAsync(either.Token);
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException)
        {
            stop.ThrowIfCancellationRequested();
            throw new IOException(
                fault is OperationCanceledException ? $"the server took nothing for {AnswerTimeout.TotalSeconds:0} s" : fault.Message, fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stream?.Dispose();
        socket.Dispose();
    }

    private static async Task<Stream> SecureAsync(Stream plain, SyslogSettings settings, PeerTrust trust, CancellationToken stop)
    {
        var secure = new SslStream(plain);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = settings.ServerName ?? settings.Server.Host,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) => trust.Accepts(certificate, chain, errors),
        };
        if (settings.Certificate is { } file)
        {
            options.ClientCertificates = [X509Certificate2.CreateFromPemFile(file, settings.Key)];
        }

        await secure.AuthenticateAsClientAsync(options, stop);
        return secure;
    }

    private static string Describe(Exception fault, SyslogSettings settings, PeerTrust trust) => fault switch
    {
        _ when trust.Fault is { } untrusted => $"{settings.Address} is not trusted: {untrusted}",
        FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException =>
            $"{fault.Message} Put the file there, readable for the user that runs otedge",
        CryptographicException => $"the certificate files cannot be used: {fault.Message}",
        AuthenticationException => $"{settings.Address} speaks no TLS that OtEdge accepts: {fault.GetBaseException().Message}",
        OperationCanceledException => $"{settings.Address} did not answer within {AnswerTimeout.TotalSeconds:0} s",
        _ => $"{settings.Address} cannot be reached: {fault.GetBaseException().Message}",
    };
}
