using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OtEdge.Host.Commands.Remote;

/// <summary>A gateway on another machine: reached by HTTPS with a token.</summary>
/// <param name="Address">Where its console listens.</param>
/// <param name="Token">The token.</param>
/// <param name="Fingerprint">SHA-256 of its certificate in hexadecimal digits; null: the machine's authorities decide.</param>
internal sealed record RemoteGateway(Uri Address, string Token, string? Fingerprint)
{
    private const int DigestBytes = 32;

    /// <summary>The gateway that the command line or the environment names; null: the one on this machine.</summary>
    /// <exception cref="CommandFailure">What is said of it is wrong or not enough.</exception>
    public static RemoteGateway? Named(string? option, Surroundings surroundings)
    {
        if ((option ?? surroundings.Environment("OTEDGE_GATEWAY")) is not { Length: > 0 } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? address) || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            throw new CommandFailure(ExitCode.Wrong, $"--gateway '{text}': expected https://HOST:PORT of its console (plain http only for this machine).");
        }

        return new RemoteGateway(address, TokenOf(surroundings), FingerprintOf(surroundings));
    }

    /// <summary>The way to it.</summary>
    public HttpMessageHandler Handler()
    {
        var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10), AllowAutoRedirect = false, UseCookies = false };
        if (Fingerprint is { } wanted)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => IsWanted(shown, wanted);
        }

        return handler;
    }

    /// <summary>Why it was not reached, and what to do.</summary>
    public string Explain(HttpRequestException fault) => fault.HttpRequestError == HttpRequestError.SecureConnectionError
        ? $"the certificate of {Address} is not trusted: say its SHA-256 fingerprint, which the gateway logs at its start and browsers show, in OTEDGE_FINGERPRINT."
        : $"the gateway at {Address} is not reachable: {fault.Message}";

    private static bool IsWanted(X509Certificate? shown, string wanted) =>
        shown is not null && shown.GetCertHashString(HashAlgorithmName.SHA256).Equals(wanted, StringComparison.OrdinalIgnoreCase);

    // Never on the command line, where every user of the machine could read it.
    private static string TokenOf(Surroundings surroundings)
    {
        if (surroundings.Environment("OTEDGE_TOKEN") is { Length: > 0 } token)
        {
            return token.Trim();
        }

        if (surroundings.Environment("OTEDGE_TOKEN_FILE") is not { Length: > 0 } file)
        {
            throw new CommandFailure(
                ExitCode.Wrong, "a gateway elsewhere takes a token: make one there with 'otedge users token', and name it in OTEDGE_TOKEN or its file in OTEDGE_TOKEN_FILE.");
        }

        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Wrong, $"the token in {file} (OTEDGE_TOKEN_FILE) cannot be read: {fault.Message}", fault);
        }
    }

    private static string? FingerprintOf(Surroundings surroundings)
    {
        if (surroundings.Environment("OTEDGE_FINGERPRINT") is not { Length: > 0 } text)
        {
            return null;
        }

        string digits = text.Replace(":", "", StringComparison.Ordinal).Trim();
        return digits.Length == DigestBytes * 2 && digits.All(char.IsAsciiHexDigit)
            ? digits
            : throw new CommandFailure(ExitCode.Wrong, $"OTEDGE_FINGERPRINT '{text}': expected a SHA-256, 64 hexadecimal digits with or without colons.");
    }
}
