using System.Net.Sockets;
using Dataflow.Host.Options;
using Microsoft.AspNetCore.Connections;

namespace Dataflow.Host.Members;

/// <summary>An address on which the member cannot listen: which, why, and what to do.</summary>
internal sealed class BindException(string message, int code) : Exception(message)
{
    /// <summary>What the process answers to who started it.</summary>
    public int Code { get; } = code;

    /// <summary>Whether an error is about an address.</summary>
    public static bool IsAbout(Exception error) =>
        Find<AddressInUseException>(error) is not null || Find<SocketException>(error) is not null;

    /// <summary>The error in the words of a user.</summary>
    public static BindException From(Exception error, HostOptions options)
    {
        if (Find<AddressInUseException>(error) is not null) return InUse(error, options);
        string why = Find<SocketException>(error)?.Message ?? error.Message;
        return new BindException($"{Tried(options)}: {why}; give an address of this machine", ExitCode.Failure);
    }

    private static BindException InUse(Exception error, HostOptions options)
    {
        HostAddress? health = options.Health.Listen;
        bool isHealth = health is not null && error.Message.Contains(health.Authority, StringComparison.Ordinal);
        (string key, HostAddress address) =
            isHealth ? ("health:listen", health!) : ("member:listen", options.Member.Listen);
        return new BindException(
            $"{key}: another process listens on port {address.Port} of {address.Host} already; stop it, or "
            + $"give another port: --{key}={address.Scheme}://{address.Host}:PORT (0 takes a free one)", ExitCode.AddressInUse);
    }

    private static string Tried(HostOptions options) => options.Health.Listen is { } health
        ? $"cannot listen on member:listen {options.Member.Listen} and health:listen {health}"
        : $"cannot listen on member:listen {options.Member.Listen}";

    private static T? Find<T>(Exception? error) where T : Exception
    {
        while (error is not null and not T) error = error.InnerException;
        return error as T;
    }
}
