// The objects of pages: for each the names of its fields by type, as v25.0 lists them, and its reading edges with what they hold.
// Data only; objects.mjs reads it.

export const facebook_objects = {
  Page: {
    fields: {
      string:
        'about access_token affiliation app_id artists_we_like attire awards band_interests band_members bio birthday booking_agent built category ' +
        'company_overview culinary_team current_location description description_html directed_by display_subtext displayed_message_response_time ' +
        'features founded general_info general_manager genre global_brand_page_name global_brand_root_id hometown id impressum influences link ' +
        'members merchant_id merchant_review_status messenger_ads_quick_replies_type mission mpg name name_with_location_descriptor network ' +
        'page_token personal_info personal_interests pharma_safety_info phone place_type plot_outline press_contact price_range privacy_info_url ' +
        'produced_by products promotion_ineligible_reason public_transit recipient record_label release_date schedule screenplay_by season ' +
        'single_line_address starring store_code store_location_descriptor studio temporary_status username verification_status website ' +
        'whatsapp_number written_by',
      AdSet: 'ad_campaign',
      'list<map<string, list<map<string, string>>>>': 'available_promo_offer_ids',
      Page: 'best_page parent_page',
      Object: 'breaking_news_usage business keywords',
      bool:
        'can_checkin can_post does_viewer_have_page_permission_link_ig has_added_app has_transitioned_to_new_page_experience ' +
        'has_whatsapp_business_number has_whatsapp_number is_always_open is_calling_eligible is_chain is_community_page ' +
        'is_eligible_for_branded_content is_eligible_for_disable_connect_ig_btn_for_non_page_admin_am_web is_messenger_bot_get_started_enabled ' +
        'is_messenger_platform_bot is_owned is_permanently_closed is_published is_unclaimed is_verified is_webhooks_subscribed leadgen_tos_accepted ' +
        'offer_eligible promotion_eligible supports_donate_button_in_live_video',
      'list<PageCategory>': 'category_list',
      'unsigned int':
        'checkins country_page_likes fan_count followers_count new_like_count rating_count store_number talking_about_count unread_message_count ' +
        'unread_notif_count unseen_message_count were_here_count',
      IGUser: 'connected_instagram_account connected_page_backed_instagram_account instagram_business_account',
      MailingAddress: 'contact_address',
      CopyrightAttributionInsights: 'copyright_attribution_insights',
      'list<string>':
        'copyright_whitelisted_ig_partners delivery_and_pickup_option_info emails food_styles messenger_ads_default_icebreakers ' +
        'messenger_ads_default_quick_replies pickup_options',
      CoverPhoto: 'cover',
      'list<map<string, bool>>': 'differently_open_offerings',
      Engagement: 'engagement',
      AdVideo: 'featured_video',
      HasLeadAccess: 'has_lead_access',
      'map<string, string>': 'hours',
      datetime: 'leadgen_tos_acceptance_time user_access_expire_time',
      User: 'leadgen_tos_accepting_user',
      Location: 'location',
      MessagingFeatureStatus: 'messaging_feature_status',
      Shop: 'mini_shop_storefront',
      float: 'overall_star_rating',
      Business: 'owner_business',
      PageParking: 'parking',
      PagePaymentOptions: 'payment_options',
      Targeting: 'preferred_audience',
      'list<map<string, string>>': 'priority_hours',
      PageRestaurantServices: 'restaurant_services',
      PageRestaurantSpecialties: 'restaurant_specialties',
      PageStartInfo: 'start_info',
      VoipInfo: 'voip_info',
    },
    edges:
      'ab_tests:PagePostExperiment ads_eligibility:AdsEligibility ads_posts:PagePost agencies:Business albums:Album ' +
      'ar_experience:ArAdsDataContainer assigned_users:AssignedUser blocked:Profile businessprojects:BusinessProject ' +
      'call_to_actions:PageCallToAction canvas_elements:CanvasBodyElement canvases:Canvas chat_plugin:ChatPlugin ' +
      'commerce_merchant_settings:CommerceMerchantSettings commerce_orders:CommerceOrder commerce_payouts:CommercePayout ' +
      'commerce_transactions:CommerceOrderTransactionDetail conversations:UnifiedThread crosspost_whitelisted_pages:Page ' +
      'ctx_optimization_eligibility:CTXOptimizationEligibility custom_labels:PageUserMessageThreadLabel custom_user_settings:CustomUserSettings ' +
      'dataset:Dataset events:Event fantasy_games:FantasyGame feed:PagePost global_brand_children:Page image_copyrights:ImageCopyright ' +
      'indexed_videos:AdVideo insights:InsightsResult instagram_accounts:IGUser leadgen_forms:LeadgenForm likes:Page live_videos:LiveVideo ' +
      'locations:Page media_fingerprints:MediaFingerprint message_templates:MessengerBusinessTemplate ' +
      'messaging_feature_review:MessagingFeatureReview messenger_call_permissions:MessengerCallPermissions ' +
      'messenger_call_settings:MessengerCallSettings messenger_lead_forms:MessengerAdsPartialAutomatedStepList messenger_profile:MessengerProfile ' +
      'notification_message_tokens:UserPageOneTimeOptInTokenSettings page_backed_instagram_accounts:IGUser personas:Persona photos:Photo ' +
      'picture:ProfilePictureSource posts:PagePost product_catalogs:ProductCatalog published_posts:PagePost ratings:Recommendation roles:User ' +
      'rtb_dynamic_posts:RTBDynamicPost scheduled_posts:PagePost secondary_receivers:Application settings:PageSettings ' +
      'shop_setup_status:CommerceMerchantSettingsSetupStatus space_participants:Page store_locations:StoreLocation stories:Stories ' +
      'subscribed_apps:Application tabs:Tab tagged:PagePost thread_owner:PageThreadOwner threads:UnifiedThread ' +
      'video_copyright_rules:VideoCopyrightRule video_lists:VideoList video_reels:AdVideo videos:AdVideo visitor_posts:PagePost ' +
      'welcome_message_flows:CTXPartnerAppWelcomeMessageFlow',
  },
  PagePost: {
    fields: {
      list: 'actions child_attachments message_tags properties story_tags',
      Object: 'admin_creator call_to_action coordinates feed_targeting from shares targeting via',
      'list<string>': 'allowed_advertising_objectives video_buying_eligibility',
      Application: 'application',
      datetime: 'backdated_time created_time updated_time',
      bool:
        'can_reply_privately is_app_share is_eligible_for_dark_post is_eligible_for_promotion is_expired is_hidden is_inline_created ' +
        'is_instagram_eligible is_popular is_published is_spherical multi_share_end_card multi_share_optimized subscribed',
      string:
        'comments_mirroring_domain full_picture icon id instagram_eligibility message parent_id permalink_url picture promotable_id ' +
        'promotion_status status_type story timeline_visibility',
      Event: 'event',
      'unsigned int': 'expanded_height expanded_width height width',
      Place: 'place',
      Privacy: 'privacy',
      float: 'scheduled_publish_time',
      Profile: 'target',
    },
    edges:
      'attachments:StoryAttachment comments:Comment dynamic_posts:RTBDynamicPost insights:InsightsResult likes:Profile reactions:Profile ' +
      'sharedposts:Post sponsor_tags:Page to:Profile',
  },
  Comment: {
    fields: {
      User: 'admin_creator',
      Application: 'application',
      Object: 'attachment from object private_reply_conversation',
      bool: 'can_comment can_hide can_like can_remove can_reply_privately is_hidden is_private user_likes',
      'unsigned int': 'comment_count like_count live_broadcast_timestamp',
      datetime: 'created_time',
      string: 'id message permalink_url',
      'list<EntityAtTextRange>': 'message_tags',
      Comment: 'parent',
    },
    edges: 'comments:Comment likes:Profile reactions:Profile',
  },
  Photo: {
    fields: {
      Album: 'album',
      string: 'alt_text alt_text_custom backdated_time_granularity icon id link name page_story_id picture source',
      datetime: 'backdated_time created_time updated_time',
      bool: 'can_backdate can_delete can_tag',
      Event: 'event',
      Object: 'from',
      'unsigned int': 'height position width',
      'list<PlatformImageSource>': 'images webp_images',
      'list<EntityAtTextRange>': 'name_tags',
      Place: 'place',
      Profile: 'target',
    },
    edges: 'comments:Comment insights:InsightsResult likes:Profile sponsor_tags:Page',
  },
  Album: {
    fields: {
      datetime: 'backdated_time created_time modified_major updated_time',
      string: 'backdated_time_granularity description edit_link id link location name privacy type',
      bool: 'can_backdate can_upload is_user_facing',
      'unsigned int': 'count photo_count video_count',
      Photo: 'cover_photo',
      Event: 'event',
      Object: 'from',
      Place: 'place',
    },
    edges: 'comments:Comment likes:Profile photos:Photo picture:ProfilePictureSource',
  },
  User: {
    fields: {
      string:
        'about birthday client_business_id email first_name gender id install_type last_name link locale middle_name name name_format political ' +
        'profile_pic quotes relationship_status religion short_name third_party_id token_for_business website',
      AgeRange: 'age_range',
      Group: 'community',
      UserCoverPhoto: 'cover',
      Currency: 'currency',
      'list<EducationExperience>': 'education',
      'list<Experience>': 'favorite_athletes favorite_teams inspirational_people languages sports',
      Page: 'hometown location',
      bool:
        'installed is_guest_user is_work_account local_news_megaphone_dismiss_status local_news_subscription_status ' +
        'supports_donate_button_in_live_video verified',
      'list<string>': 'meeting_for',
      PaymentPricepoints: 'payment_pricepoints',
      datetime: 'shared_login_upgrade_required_by updated_time',
      User: 'significant_other',
      float: 'timezone',
      VideoUploadLimits: 'video_upload_limits',
    },
    edges:
      'accounts:Page assigned_pages:Page conversations:UnifiedThread ids_for_pages:UserIDForPage permissions:Permission ' +
      'picture:ProfilePictureSource',
  },
  Profile: {
    fields: {
      bool: 'can_post',
      Profile_profile_type: 'profile_type',
      string: 'id link name pic pic_large pic_small pic_square username',
      ProfilePictureSource: 'pic_crop',
    },
    edges: 'picture:ProfilePictureSource',
  },
  Recommendation: {
    fields: {
      datetime: 'created_time',
      bool: 'has_rating has_review',
      Object: 'open_graph_story',
      int: 'rating',
      string: 'recommendation_type review_text',
      User: 'reviewer',
    },
  },
  UnifiedThread: {
    fields: {
      bool: 'can_reply is_owner is_subscribed',
      string: 'folder id link name scoped_thread_key snippet wallpaper',
      Object: 'former_participants participants senders',
      Group: 'linked_group',
      int: 'message_count unread_count',
      datetime: 'updated_time',
    },
    edges: 'messages:UnifiedMessage',
  },
  Application: {
    fields: {
      string:
        'aam_rules app_name auth_dialog_data_help_url auth_dialog_headline auth_dialog_perms_explanation auth_referral_default_activity_privacy ' +
        'auth_referral_response_type canvas_url category company contact_email creator_uid daily_active_users deauth_callback_url ' +
        'default_share_mode description financial_id gdpv4_nux_content hosting_url icon_url id ipad_app_store_id iphone_app_store_id link ' +
        'logging_token logo_url mobile_profile_section_url mobile_web_url monthly_active_users name namespace page_tab_default_name page_tab_url ' +
        'photo_url privacy_policy_url profile_section_url property_id restrictive_data_filter_params restrictive_data_filter_rules ' +
        'sdk_update_message secure_canvas_url secure_page_tab_url server_ip_whitelist smart_login_bookmark_icon_url smart_login_menu_icon_url ' +
        'subcategory suggested_events_setting terms_of_service_url url_scheme_suffix user_support_email user_support_url website_url ' +
        'weekly_active_users',
      'unsigned int':
        'an_ad_space_limit app_events_feature_bitmask app_events_session_timeout app_type auth_referral_enabled canvas_fluid_width ' +
        'daily_active_users_rank monthly_active_users_rank social_discovery',
      'list<string>':
        'an_platforms android_key_hash app_domains auth_referral_extended_perms auth_referral_friend_perms auth_referral_user_perms ios_bundle_id ' +
        'real_time_mode_devices',
      'list<Object>':
        'android_sdk_error_categories app_signals_binding_ios auto_event_mapping_android auto_event_mapping_ios config_ids ios_sdk_error_categories',
      Object:
        'app_events_config enigma_config ios_sdk_dialog_flows latest_sdk_version object_store_urls protected_mode_rules restrictions ' +
        'supports_apprequests_fast_app_switch',
      bool:
        'app_install_tracked auto_event_setup_enabled auto_log_app_events_default auto_log_app_events_enabled canvas_fluid_height ' +
        'configured_ios_sso gdpv4_chrome_custom_tabs_enabled gdpv4_enabled gdpv4_nux_enabled has_messenger_product ios_sfvc_attr ' +
        'ios_supports_native_proxy_auth_flow ios_supports_system_auth supports_attribution supports_implicit_sdk_logging suppress_native_ios_gdp',
      Business: 'business owner_business',
      map: 'client_config',
      datetime: 'created_time',
      'map<string, bool>': 'migrations',
      int: 'seamless_login',
      'list<Application_supported_platforms>': 'supported_platforms',
    },
    edges: 'accounts:TestAccount subscriptions:ApplicationSubscriptions',
  },
  Permission: {
    fields: {
      string: 'permission status',
    },
  },
};
