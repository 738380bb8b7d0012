using Microsoft.AspNetCore.Http;
using OtEdge.Console.Api;

namespace OtEdge.Console.Editing;

/// <summary>Holds edits against the version that their people have read, where they say which.</summary>
internal static class Guarded
{
    /// <summary>A value as JSON with its tag, or the refusal.</summary>
    public static IResult Show<T>(HttpContext http, Answer<T> answer, Func<T, Edition> edition)
        where T : class =>
        EntityTag.Reply(http, answer, value => edition(value).Tag);

    /// <summary>Why an edit is refused; null: it may be made, or its endpoint says why not.</summary>
    public static Refusal? Refuses<T>(HttpContext http, Func<Answer<T>> now, Func<T, Edition> edition)
        where T : class
    {
        Condition condition = Condition.Of(http.Request);
        return condition.IsGiven && now() is { IsDone: true } found ? condition.Refuses(edition(found.Value)) : null;
    }

    /// <summary>A step of a change bound to the version that its person has read. Going back is bound to none: it never loses a race.</summary>
    public static Answer<StepRequest> Step(string id, ChangeStep step, StepRequest request, HttpContext http, IGateway gateway)
    {
        if (step is ChangeStep.Abort or ChangeStep.Hurt || !Condition.Of(http.Request).IsGiven || gateway.Change(id) is not { IsDone: true } found)
        {
            return request;
        }

        return Condition.Of(http.Request).Refuses(Editions.Of(found.Value)) is { } refusal ? refusal : request with { Seen = request.Seen ?? found.Value.Version };
    }

    /// <summary>A proposal bound to the policy that its person has read.</summary>
    public static Answer<ProposalRequest> Proposal(ProposalRequest request, HttpContext http, IGateway gateway)
    {
        // The epoch is read first: a change that is confirmed in between makes the proposal stale, never the other way round.
        if (!Condition.Of(http.Request).IsGiven || gateway.Conduit(request.Conduit) is not { IsDone: true } conduit)
        {
            return request;
        }

        return Refuses(http, () => gateway.Policy(request.Conduit), Editions.Of) is { } refusal
            ? refusal
            : request with { BaseEpoch = request.BaseEpoch ?? conduit.Value.Epoch };
    }
}
