// The objects of Instagram: for each the names of its fields by type, as v25.0 lists them, and its reading edges with what they hold.
// Data only; objects.mjs reads it.

export const instagram_objects = {
  IGUser: {
    fields: {
      string: 'biography id legacy_instagram_user_id name profile_picture_url shopping_review_status username website',
      IGUser: 'business_discovery',
      int: 'followers_count follows_count ig_id media_count',
      bool: 'has_profile_pic is_published shopping_product_tag_eligibility',
      IGComment: 'mentioned_comment',
      IGMedia: 'mentioned_media',
      Business: 'owner_business',
    },
    edges:
      'agencies:Business authorized_adaccounts:AdAccount available_catalogs:UserAvailableCatalogs branded_content_ad_permissions:IGBCAdsPermission ' +
      'branded_content_advertisable_medias:BrandedContentShadowIGMediaID branded_content_tag_approval:BrandedContentShadowIGUserID ' +
      'catalog_product_search:ShadowIGUserCatalogProductSearch collaboration_invites:ShadowIGUserCollaborationInvites ' +
      'collaborative_media:ShadowIGUserCollaborativeMedia connected_threads_user:ThreadsUser ' +
      'content_publishing_limit:ContentPublishingLimitResponse creator_marketplace_creators:IGUserExportForCAM dataset:Dataset ' +
      'insights:InstagramInsightsResult instagram_backed_threads_user:ThreadsUser live_media:IGMedia media:IGMedia ' +
      'notification_message_tokens:UserPageOneTimeOptInTokenSettings product_appeal:IGShoppingProductAppeal ' +
      'recently_searched_hashtags:ShadowIGHashtag scheduled_media:ShadowIGScheduledMedia stories:IGMedia tags:IGMedia ' +
      'upcoming_events:IGUpcomingEvent welcome_message_flows:ShadowIGUserCTXPartnerAppWelcomeMessageFlow',
  },
  IGMedia: {
    fields: {
      string:
        'alt_text caption id ig_id legacy_instagram_media_id media_product_type media_type media_url permalink shortcode thumbnail_url username ' +
        'video_title',
      IGMediaBoostEligibilityInfo: 'boost_eligibility_info',
      int: 'comments_count current_live_viewer_count like_count view_count',
      IGVideoCopyrightCheckMatchesInformation: 'copyright_check_information',
      bool: 'has_poll has_slider is_comment_enabled is_shared_to_feed',
      IGUser: 'owner',
      datetime: 'timestamp',
    },
    edges:
      'boost_ads_list:IGBoostMediaAd branded_content_partner_promote:BrandedContentShadowIGUserID children:IGMedia ' +
      'collaborators:ShadowIGMediaCollaborators comments:IGComment insights:InstagramInsightsResult product_tags:ShadowIGMediaProductTags',
  },
  IGComment: {
    fields: {
      IGCommentFromUser: 'from',
      bool: 'hidden',
      string: 'id legacy_instagram_comment_id parent_id text username',
      int: 'like_count',
      IGMedia: 'media',
      datetime: 'timestamp',
      IGUser: 'user',
    },
    edges: 'replies:IGComment',
  },
  IGCommentFromUser: {
    fields: {
      string: 'id self_ig_scoped_id username',
    },
  },
  ShadowIGHashtag: {
    fields: {
      string: 'id name',
    },
    edges: 'recent_media:IGMedia top_media:IGMedia',
  },
  ShadowIGMediaBuilder: {
    fields: {
      IGVideoCopyrightCheckStatus: 'copyright_check_status',
      string: 'id status status_code',
      IGResumableVideoUploadStatus: 'video_status',
    },
  },
  ContentPublishingLimitResponse: {
    fields: {
      Object: 'config',
      int: 'quota_usage',
    },
  },
};
