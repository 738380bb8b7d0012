using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace OtEdge.Console.Api;

/// <summary>Long work that is being done for requests, and how far it is. Thread-safe.</summary>
public sealed class WorkBoard
{
    private const int WorksMax = 64;
    private const int IdLettersMax = 64;
    private readonly ConcurrentDictionary<string, double> shares = new(StringComparer.Ordinal);

    /// <summary>Does long work for a request; while it lasts its progress can be asked for, when the request has named it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="work">The work; it tells its share from 0 to 1.</param>
    public async Task<T> DoAsync<T>(HttpRequest request, Func<Action<double>, Task<T>> work)
    {
        string id = request.Headers[ApiRoutes.WorkHeader].ToString();
        bool isNamed = id.Length is > 0 and <= IdLettersMax && id.All(char.IsAsciiLetterOrDigit)
            && shares.Count < WorksMax && shares.TryAdd(id, 0);
        try
        {
            return await work(share =>
            {
                if (isNamed)
                {
                    shares[id] = share;
                }
            });
        }
        finally
        {
            if (isNamed)
            {
                shares.TryRemove(id, out _);
            }
        }
    }

    /// <summary>How far it is.</summary>
    public Answer<WorkView> Find(string id) => shares.TryGetValue(id, out double share)
        ? new WorkView(share)
        : new Refusal(RefusalKind.Unknown, "Unknown work", "there is no such work, or it is done.");
}
