using System.Buffers.Binary;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OtEdge.Console.Accounts;
using OtEdge.Console.Serving;

namespace OtEdge.Console.Api;

/// <summary>Who is calling: the user behind the socket as the kernel knows it, else who the client says it is.</summary>
internal static class Caller
{
    private const int NameLengthMax = 64;
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;
    private const string UserFile = "/etc/passwd";

    /// <summary>The name under which the caller acts.</summary>
    public static string Name(HttpContext http) => http.Features.Get<SignedIn>() is { } person ? person.Name : http.RequestServices.GetRequiredService<IGateway>().People.NameOf(Identity(http));

    /// <summary>Why somebody whose token is only for preparing may not have the steps of their proposal taken at once; null: nothing is in the way.</summary>
    public static Refusal? RefuseSteps(HttpContext http) => http.Features.Get<SignedIn>() is { Scope: < TokenScope.Act }
        ? new Refusal(
            RefusalKind.Forbidden, "Not for this token", "`yes` has every step taken that can be, which takes a token of the scope act; propose without it.")
        : null;

    private static CallerIdentity Identity(HttpContext http) =>
        new(PeerUser(http), Clean(http.Request.Headers[ApiRoutes.UserHeader]));

    private static string? PeerUser(HttpContext http)
    {
        if (!OperatingSystem.IsLinux()
            || http.Features.Get<IConnectionSocketFeature>()?.Socket is not { AddressFamily: AddressFamily.Unix } socket)
        {
            return null;
        }

        // struct ucred of unix(7): pid, uid, gid, each 32 bits in host order.
        Span<byte> credentials = stackalloc byte[12];
        try
        {
            if (socket.GetRawSocketOption(SolSocket, SoPeerCred, credentials) < credentials.Length)
            {
                return null;
            }
        }
        catch (SocketException)
        {
            return null;
        }

        uint user = BitConverter.IsLittleEndian
            ? BinaryPrimitives.ReadUInt32LittleEndian(credentials[4..])
            : BinaryPrimitives.ReadUInt32BigEndian(credentials[4..]);
        return UserName(user) ?? $"uid {user}";
    }

    private static string? UserName(uint user)
    {
        try
        {
            string wanted = $"{user}";
            return File.ReadLines(UserFile)
                .Select(line => line.Split(':'))
                .FirstOrDefault(fields => fields.Length > 2 && fields[2] == wanted)?[0];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Clean(string? claimed)
    {
        if (string.IsNullOrWhiteSpace(claimed))
        {
            return null;
        }

        string kept = new([.. claimed.Where(character => !char.IsControl(character)).Take(NameLengthMax)]);
        return kept.Trim();
    }
}
